"""What several rules share: periods of care, episode order, provider look-ups and the like."""
