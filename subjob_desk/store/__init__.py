"""The company file: tables, transactions, the operation log. SQL stands here and nowhere else."""
