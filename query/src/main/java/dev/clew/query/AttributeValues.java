package dev.clew.query;

import dev.clew.query.traceql.FieldExpr.Reference;

/// A question for the values that spans have of an attribute or an intrinsic. An attribute without
/// a scope has the values of all scopes.
public record AttributeValues(Reference reference, AttributeSearch search) {}
