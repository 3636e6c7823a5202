"""The editor of one sub job: fields, estimate grid, problems, differences and history."""
