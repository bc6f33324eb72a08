"""The places of another network, copied: what they publish, and nothing else."""
