"""Tests of the releasability core, and the generators that its oracles share."""
