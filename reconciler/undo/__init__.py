"""What a run did, turned round: kind by kind, compared with what the tenant holds now."""
