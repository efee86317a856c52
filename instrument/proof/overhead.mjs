// What an agent costs an application, beside the same application without one and under
// OpenTelemetry's own agent: node instrument/proof/overhead.mjs ROUNDS [REQUESTS]
//
// Variants take turns. Processor time is the process's own, so that other programs disturb it little;
// everything is counted over requests of four spans, after as many to warm up.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";

const [rounds, requests = 2000] = process.argv.slice(2).map(Number);
const instrument = join(import.meta.dirname, "..");
const java = join(process.env.JAVA_HOME ?? "/usr", "bin/java");
const upstream = join(homedir(), ".m2/repository/io/opentelemetry/javaagent/opentelemetry-javaagent");
const version = readdirSync(upstream).sort().at(-1);
const clew = join(instrument, "agent/target/clew-javaagent.jar");
const variants = {
  none: [],
  upstream: [`-javaagent:${join(upstream, version, `opentelemetry-javaagent-${version}.jar`)}`],
  "upstream 1 %": [
    `-javaagent:${join(upstream, version, `opentelemetry-javaagent-${version}.jar`)}`,
    "-Dotel.traces.sampler=parentbased_traceidratio",
    "-Dotel.traces.sampler.arg=0.01",
  ],
  clew: [`-javaagent:${clew}`],
  "clew late 1 %": [`-javaagent:${clew}`, "-Dotel.traces.sampler.arg=0.01", "-Dclew.late.enabled=true", "-Dclew.late.slow=1m"],
};
// Both agents alike, where Clew's has a choice of its own.
const alike = ["-Dotel.exporter.otlp.compression=gzip", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"];
let posted = 0;

const sink = http.createServer((request, response) => {
  request.on("data", (data) => (posted += data.length));
  request.on("end", () => response.writeHead(200, { "content-type": "application/x-protobuf" }).end());
});
await new Promise((ready) => sink.listen(0, "127.0.0.1", ready));
const results = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const name of Object.keys(variants)) {
    const result = await measure(variants[name]);
    console.log(round, name, JSON.stringify(result));
    results[name].push(result);
  }
}
for (const [name, all] of Object.entries(results)) {
  const median = (key) => all.map((result) => result[key]).sort((a, b) => a - b)[all.length >> 1];
  console.log(name, Object.keys(all[0]).map((key) => `${key} ${median(key)}`).join(", "));
}
process.exit(0);

async function measure(options) {
  const libraries = readFileSync(process.env.EVERYTHING_CLASSPATH ?? join(instrument, "everything/target/classpath"), "utf8");
  const classes = process.env.EVERYTHING_CLASSES ?? join(instrument, "everything/target/classes");
  const settings = [`-Dotel.exporter.otlp.endpoint=http://127.0.0.1:${sink.address().port}`, ...alike];
  const began = performance.now();
  const program = spawn(java, ["-Xmx256m", "-XX:+UseSerialGC", ...options, ...settings, "-cp", `${classes}:${libraries}`, "dev.clew.everything.Everything"]);
  const port = await new Promise((found, failed) => {
    program.stdout.on("data", (data) => (/ports (\d+)/.test(data) ? found(RegExp.$1) : undefined));
    program.on("exit", failed);
  });
  const startMillis = Math.round(performance.now() - began);
  const startCpuMillis = cpuMillis(program.pid);
  await visits(port, requests);
  posted = 0;
  const before = cpuMillis(program.pid);
  const times = await visits(port, requests);
  await new Promise((later) => setTimeout(later, 3000)); // what waits is sent
  const cpu = cpuMillis(program.pid) - before;
  program.kill();
  times.sort((a, b) => a - b);
  return {
    startMillis,
    startCpuMillis,
    cpuMicrosPerRequest: Math.round((cpu * 1000) / requests),
    p99Micros: Math.round(times[Math.floor(requests * 0.99)] * 1000),
    postedBytesPerRequest: Math.round(posted / requests),
  };
}

async function visits(port, count) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await new Promise((done, failed) =>
      http.get({ host: "127.0.0.1", port, path: "/do/h2", agent }, (answer) => answer.resume().on("end", done)).on("error", failed),
    );
    times.push(performance.now() - began);
  }
  agent.destroy();
  return times;
}

/** Of the process, as Linux counts it: in hundredths of a second. */
function cpuMillis(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
