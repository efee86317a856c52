package dev.clew.store.cube;

/// One cell of a cube: what it counts, and what it has counted.
public record Cell(Key key, Measures measures) {}
