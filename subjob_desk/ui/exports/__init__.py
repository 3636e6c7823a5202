"""The exports: batches, their interchange files and what Sage answered."""
