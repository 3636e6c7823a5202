"""What is shown when no company is open: recent ones, New, Open, the sample company."""
