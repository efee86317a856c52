/// The nouns: ids, span, trace, attribute values, resource, time range, tenant.
@NullMarked
package dev.clew.model;

import org.jspecify.annotations.NullMarked;
