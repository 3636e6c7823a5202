"""What a person can do: one transaction for each verb, the same for window and command line."""
