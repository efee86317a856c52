package dev.clew.store;

import dev.clew.model.TenantId;

/// Hears what each newly sealed block changes in the counts of a tenant. Called on the store's own
/// thread, one call at a time.
@FunctionalInterface
public interface CountListener {
  void counted(TenantId tenant, CountChanges changes);
}
