"""The open file format of transfers between offices: docs/office-transfer.md."""
