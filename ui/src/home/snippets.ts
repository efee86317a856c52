/** Commands that send a first span to this very server, ready to paste. */

export interface Snippet {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly code: string;
}

interface Target {
  readonly host: string;
  readonly otlpHttp: number;
}

export function snippets(target: Target): readonly Snippet[] {
  // An IPv6 address stands in brackets in an address.
  const host = target.host.includes(":") && !target.host.startsWith("[") ? `[${target.host}]` : target.host;
  const endpoint = `http://${host}:${target.otlpHttp}`;
  return [
    {
      id: "curl",
      title: "curl",
      note: "One span, by hand, in OTLP/JSON. Works in any POSIX shell.",
      code: curl(endpoint),
    },
    {
      id: "java",
      title: "Java agent",
      note: "The OpenTelemetry agent traces a Java service without a change to its code.",
      code: `curl -LO https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/latest/download/opentelemetry-javaagent.jar

export OTEL_SERVICE_NAME=my-service
export OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}
export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
export OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none

java -javaagent:opentelemetry-javaagent.jar -jar my-service.jar`,
    },
    {
      id: "node",
      title: "Node.js",
      note: "The OpenTelemetry SDK with automatic instrumentation, loaded before the service.",
      code: `npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node

export OTEL_SERVICE_NAME=my-service
export OTEL_TRACES_EXPORTER=otlp OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none
export OTEL_EXPORTER_OTLP_ENDPOINT=${endpoint}

node --require @opentelemetry/auto-instrumentations-node/register app.js`,
    },
  ];
}

/** The shell makes ids and times, so that every paste is a new trace of this moment. */
function curl(endpoint: string): string {
  return `trace=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
span=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \\n')
now=$(date +%s)

curl -i ${endpoint}/v1/traces -H 'Content-Type: application/json' -d '{
  "resourceSpans": [{
    "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "my-service"}}]},
    "scopeSpans": [{"spans": [{
      "traceId": "'$trace'", "spanId": "'$span'", "name": "my first span", "kind": 2,
      "startTimeUnixNano": "'$now'000000000", "endTimeUnixNano": "'$now'250000000"
    }]}]
  }]
}'`;
}
