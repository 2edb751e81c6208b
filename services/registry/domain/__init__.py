"""The rules of the registries: pure functions over values, with a reason for each refusal."""
