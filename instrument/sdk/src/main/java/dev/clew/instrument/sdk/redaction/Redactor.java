package dev.clew.instrument.sdk.redaction;

import dev.clew.instrument.KeyPattern;
import dev.clew.instrument.sdk.change.ChangedLog;
import dev.clew.instrument.sdk.encryption.FieldCipher;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Hides secrets in attributes and texts: all of a value whose name says so, else the part of it
/// that looks so. Safe for use by many threads.
public final class Redactor {
  private static final Set<String> STATEMENTS = Set.of("db.statement", "db.query.text");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> OLD_SYSTEM = AttributeKey.stringKey("db.system");

  /// Names come from code, so they are few; an application that makes them up is not remembered.
  private static final int MOST_NAMES = 4096;

  private final SecretNames names;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
  private final CleanTexts cleanTexts = new CleanTexts();
  private final CleanTexts cleanStatements = new CleanTexts();
  private final LongAdder hidden = new LongAdder();

  /// What a name says of its value.
  private enum Kind {
    SECRET,
    STATEMENT,
    PLAIN
  }

  /// With names that are secret beside the usual ones.
  public Redactor(Iterable<String> addedNames) {
    this.names = new SecretNames(addedNames);
  }

  /// How many values were changed so far.
  public long hidden() {
    return hidden.sum();
  }

  /// The span itself when it has nothing to hide, and nothing too long.
  public SpanData span(SpanData span) {
    return RedactedSpan.of(span, this);
  }

  public LogRecordData log(LogRecordData log) {
    Value<?> body = log.getBodyValue();
    String name = log.getEventName();
    return new ChangedLog(
        log,
        body == null ? null : value("body", body),
        attributes(log.getAttributes()),
        name == null ? null : text(name));
  }

  public String text(String text) {
    return cleanTexts.has(text) ? text : counted(text, scanned(text), cleanTexts);
  }

  private String statement(String sql) {
    return cleanStatements.has(sql)
        ? sql
        : counted(sql, scanned(SqlLiterals.hidden(sql)), cleanStatements);
  }

  private String scanned(String text) {
    return new SecretScanner(names, text).redacted();
  }

  private String counted(String text, String redacted, CleanTexts clean) {
    if (redacted.equals(text)) {
      clean.add(text);
    } else {
      hidden.increment();
    }
    return redacted;
  }

  public String value(String name, String value) {
    return value(kind(name), value);
  }

  private String value(Kind kind, String value) {
    if (value.startsWith(FieldCipher.PREFIX)) {
      return value;
    }
    switch (kind) {
      case SECRET:
        hidden.increment();
        return SecretScanner.HIDDEN;
      case STATEMENT:
        return statement(value);
      default:
        return text(value);
    }
  }

  /// A value of parts, of which those below a secret name are secret, too.
  Value<?> value(String name, Value<?> given) {
    switch (given.getType()) {
      case STRING:
        return Value.of(value(name, given.asString()));
      case ARRAY:
        return array(name, (List<?>) given.getValue());
      case KEY_VALUE_LIST:
        return pairs(name, (List<?>) given.getValue());
      default:
        return given;
    }
  }

  private Value<?> array(String name, List<?> given) {
    List<Value<?>> parts = new ArrayList<>(given.size());
    for (Object part : given) {
      parts.add(value(name, (Value<?>) part));
    }
    return Value.of(parts);
  }

  private Value<?> pairs(String name, List<?> given) {
    KeyValue[] pairs = new KeyValue[given.size()];
    for (int i = 0; i < pairs.length; i++) {
      KeyValue pair = (KeyValue) given.get(i);
      String key = pair.getKey();
      pairs[i] = KeyValue.of(key, value(kind(name) == Kind.SECRET ? name : key, pair.getValue()));
    }
    return Value.of(pairs);
  }

  /// The attributes themselves when there is nothing to hide.
  public Attributes attributes(Attributes given) {
    if (given.isEmpty()) {
      return given;
    }
    Pass pass = new Pass(given);
    given.forEach(pass);
    return pass.result();
  }

  /// A walk over some attributes, which copies them once one must change.
  private final class Pass implements BiConsumer<AttributeKey<?>, Object> {
    private final Attributes given;
    private @Nullable AttributesBuilder changed;

    Pass(Attributes given) {
      this.given = given;
    }

    @Override
    public void accept(AttributeKey<?> key, Object value) {
      Object redacted =
          key.getType() == AttributeType.STRING
              ? text(kind(key.getKey()), (String) value)
              : redacted(key, value);
      if (!redacted.equals(value)) {
        changed = changed == null ? given.toBuilder() : changed;
        put(changed, key, redacted);
      }
    }

    private String text(Kind kind, String text) {
      return kind == Kind.STATEMENT && isRedis() ? command(text) : value(kind, text);
    }

    private boolean isRedis() {
      return "redis".equals(given.get(SYSTEM)) || "redis".equals(given.get(OLD_SYSTEM));
    }

    Attributes result() {
      return changed == null ? given : changed.build();
    }
  }

  /// Redis has commands, whose second word is mostly a key: what looks like an id in it is hidden.
  private String command(String command) {
    String[] words = command.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] = KeyPattern.of(words[i]);
    }
    return text(String.join(" ", words));
  }

  private Object redacted(AttributeKey<?> key, Object value) {
    switch (key.getType()) {
      case STRING_ARRAY:
        return list(key.getKey(), (List<?>) value);
      case VALUE:
        return value(key.getKey(), (Value<?>) value);
      default:
        return value;
    }
  }

  private List<?> list(String name, List<?> values) {
    List<String> redacted = new ArrayList<>(values.size());
    for (Object value : values) {
      redacted.add(value(name, String.valueOf(value)));
    }
    return redacted.equals(values) ? values : redacted;
  }

  @SuppressWarnings("unchecked") // a redacted value has the type of the value it stands for
  private static void put(AttributesBuilder builder, AttributeKey<?> key, Object value) {
    builder.put((AttributeKey<Object>) key, value);
  }

  private Kind kind(String name) {
    Kind known = kinds.get(name);
    if (known != null) {
      return known;
    }
    Kind kind =
        names.isSecret(name)
            ? Kind.SECRET
            : STATEMENTS.contains(name) ? Kind.STATEMENT : Kind.PLAIN;
    if (kinds.size() < MOST_NAMES) {
      kinds.put(name, kind);
    }
    return kind;
  }
}
