"""What is pure about an import: reading cells, guessing a mapping, telling rows apart, reconciling totals."""
