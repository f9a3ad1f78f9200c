"""What the dialogue does: asks the ledger, names templates; decides no law, holds no words."""
