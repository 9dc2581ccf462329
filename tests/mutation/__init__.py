"""Mutation testing of the clinical core: does a small slip in the code make a test fail? (dev.py mutate)"""
