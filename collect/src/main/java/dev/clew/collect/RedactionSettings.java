package dev.clew.collect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What becomes of each kind of secret.
///
/// @param hashKey makes hashes that nobody else can try secrets against
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
public record RedactionSettings(Map<RedactionRule, RedactionAction> actions, byte[] hashKey) {
  public static final int LEAST_KEY_BYTES = 16;

  public RedactionSettings {
    if (!actions.keySet().containsAll(List.of(RedactionRule.values()))) {
      throw new IllegalArgumentException("every rule needs an action, got " + actions.keySet());
    }
    if (hashKey.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "hash key needs at least " + LEAST_KEY_BYTES + " bytes, got " + hashKey.length);
    }
    actions = new EnumMap<>(actions);
  }

  /// What holds unless something else is said: masks, but command lines go as a whole.
  public static RedactionAction usual(RedactionRule rule) {
    return rule == RedactionRule.COMMAND_LINE ? RedactionAction.DROP : RedactionAction.MASK;
  }

  public static RedactionSettings usual(byte[] hashKey) {
    var actions = new EnumMap<RedactionRule, RedactionAction>(RedactionRule.class);
    for (RedactionRule rule : RedactionRule.values()) {
      actions.put(rule, usual(rule));
    }
    return new RedactionSettings(actions, hashKey);
  }

  /// The same with another action for a rule.
  public RedactionSettings with(RedactionRule rule, RedactionAction action) {
    var changed = new EnumMap<>(actions);
    changed.put(rule, action);
    return new RedactionSettings(changed, hashKey);
  }

  @SuppressWarnings("NullAway") // there is one for every rule
  public RedactionAction action(RedactionRule rule) {
    return actions.get(rule);
  }

  /// True where nothing is looked for.
  public boolean isOff() {
    return actions.values().stream().allMatch(action -> action == RedactionAction.OFF);
  }
}
