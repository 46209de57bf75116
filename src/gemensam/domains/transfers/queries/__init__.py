"""What pages and the schedule may read of transfers between offices."""
