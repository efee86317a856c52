/// Settings from one YAML file, environment variables and flags.
@NullMarked
package dev.clew.serve.settings;

import org.jspecify.annotations.NullMarked;
