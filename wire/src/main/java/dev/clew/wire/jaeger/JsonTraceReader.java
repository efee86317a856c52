package dev.clew.wire.jaeger;

import dev.clew.model.Attribute;
import dev.clew.model.AttributeValue;
import dev.clew.model.Resource;
import dev.clew.wire.json.JsonReader;
import dev.clew.wire.otlp.SpanWriter;
import dev.clew.wire.proto.MalformedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads traces as Jaeger's query API answers them and its page downloads them: `{"data":[…]}`, or
/// one trace alone. The processes of a trace may stand behind its spans, so that the text is read
/// twice.
///
/// Owned by one thread.
final class JsonTraceReader {
  private final JsonReader json;
  private final SpanWriter out;
  private final List<Map<String, Resource>> processes;
  private final boolean isFirstTime;
  private int trace;
  private @Nullable Resource resource;

  private JsonTraceReader(
      JsonReader json, SpanWriter out, List<Map<String, Resource>> processes, boolean isFirstTime) {
    this.json = json;
    this.out = out;
    this.processes = processes;
    this.isFirstTime = isFirstTime;
  }

  static void read(byte[] body, SpanWriter out) throws MalformedException {
    var processes = new ArrayList<Map<String, Resource>>();
    JsonReader.read(body, "body", json -> new JsonTraceReader(json, out, processes, true).traces());
    JsonReader.read(
        body, "body", json -> new JsonTraceReader(json, out, processes, false).traces());
  }

  /// Reads what stands at the top. The members of an envelope and those of a trace have different
  /// names.
  private void traces() throws MalformedException {
    start();
    json.object(
        "body",
        name -> {
          if (name.equals("data")) {
            json.list(name, this::trace);
          } else {
            traceMember(name);
          }
        });
  }

  private void trace() throws MalformedException {
    trace++;
    start();
    json.object("trace", this::traceMember);
  }

  private void start() {
    if (isFirstTime) {
      processes.add(new HashMap<>());
    }
  }

  private void traceMember(String name) throws MalformedException {
    if (name.equals("processes") && isFirstTime) {
      json.object(name, key -> processes.get(trace).put(key, process()));
    } else if (name.equals("spans") && !isFirstTime) {
      json.list(name, this::span);
    } else {
      json.skip();
    }
  }

  private Resource process() throws MalformedException {
    var process = new JaegerProcess();
    json.object(
        "process",
        name -> {
          switch (name) {
            case "serviceName" -> process.serviceName(json.text());
            case "tags" -> json.list(name, () -> process.tag(tag()));
            default -> json.skip();
          }
        });
    return process.resource();
  }

  private void span() throws MalformedException {
    var span = new JaegerSpan(out);
    resource = null;
    json.object("span", name -> spanMember(span, name));
    Resource ofSpan = resource;
    if (ofSpan == null) {
      throw json.malformed("span needs a processID that its trace has among its processes");
    }
    span.end(ofSpan);
  }

  private void spanMember(JaegerSpan span, String name) throws MalformedException {
    switch (name) {
      case "traceID" -> {
        String hex = hex(name, 32);
        span.traceIdHigh = high(hex);
        span.traceIdLow = low(hex);
      }
      case "spanID" -> span.id = low(hex(name, 16));
      case "parentSpanID" -> span.parentId = low(hex(name, 16));
      case "operationName" -> span.name(json.text());
      case "startTime" -> span.startNanos = SpanWriter.nanosOfMicros(json.int64());
      case "duration" -> span.durationNanos = SpanWriter.nanosOfMicros(json.int64());
      case "flags" -> span.flags = (int) json.int64();
      case "processID" -> resource = processes.get(trace).get(json.text());
      case "process" -> resource = process();
      case "references" -> json.list(name, () -> span.reference(reference()));
      case "tags" -> json.list(name, () -> span.tag(tag()));
      case "logs" -> json.list(name, () -> log(span));
      default -> json.skip();
    }
  }

  private void log(JaegerSpan span) throws MalformedException {
    span.startLog();
    json.object(
        "log",
        name -> {
          switch (name) {
            case "timestamp" -> span.logTime(SpanWriter.nanosOfMicros(json.int64()));
            case "fields" -> json.list(name, () -> span.logField(tag()));
            default -> json.skip();
          }
        });
    span.endLog();
  }

  private Reference reference() throws MalformedException {
    var texts = new HashMap<String, String>();
    json.object("reference", name -> texts.put(name, json.scalar()));
    String trace = checked("traceID", texts.getOrDefault("traceID", ""), 32);
    String span = checked("spanID", texts.getOrDefault("spanID", ""), 16);
    boolean follows = texts.getOrDefault("refType", "").equals("FOLLOWS_FROM");
    return new Reference(follows, high(trace), low(trace), low(span));
  }

  private Attribute tag() throws MalformedException {
    var texts = new HashMap<String, String>();
    json.object("tag", name -> texts.put(name, json.scalar()));
    String key = texts.get("key");
    if (key == null) {
      throw json.malformed("tag needs a key");
    }
    return new Attribute(
        key, value(texts.getOrDefault("type", "string"), texts.getOrDefault("value", "")));
  }

  private AttributeValue value(String type, String text) throws MalformedException {
    try {
      return switch (type) {
        case "bool" -> new AttributeValue.Bool(Boolean.parseBoolean(text));
        case "int64" -> new AttributeValue.Int(Long.parseLong(text));
        case "float64" -> new AttributeValue.Real(Double.parseDouble(text));
        case "binary" -> new AttributeValue.Bytes(Base64.getDecoder().decode(text));
        default -> new AttributeValue.Text(text);
      };
    } catch (IllegalArgumentException _) {
      throw json.malformed("tag needs a value of its type " + type);
    }
  }

  private String hex(String name, int most) throws MalformedException {
    return checked(name, json.text(), most);
  }

  /// The digits with zeroes before them, 32 in all.
  private String checked(String name, String digits, int most) throws MalformedException {
    boolean isHex = digits.chars().allMatch(HexFormat::isHexDigit);
    if (!isHex || digits.length() > most) {
      throw json.malformed(name + " needs at most " + most + " hex digits");
    }
    return "0".repeat(32 - digits.length()) + digits;
  }

  private static long high(String hex) {
    return HexFormat.fromHexDigitsToLong(hex, 0, 16);
  }

  private static long low(String hex) {
    return HexFormat.fromHexDigitsToLong(hex, 16, 32);
  }
}
