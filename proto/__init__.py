"""The contracts between the services: message definitions, topics, examples, and the code generated from
them.
"""
