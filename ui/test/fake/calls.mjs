/** What most spans of a shop have in common. */

export const http = (method, route, code) => ({
  "http.request.method": method,
  "http.route": route,
  "http.response.status_code": code,
  "url.scheme": "https",
});
export const sql = (text) => ({ "db.system": "postgresql", "db.namespace": "shop", "db.query.text": text });

/** A call over the network: the caller's client span and the callee's server span inside it. */
export function call(trace, { from, parent, to, method, route, start, duration, code = 200, rpc = false }) {
  const isError = code >= 500;
  const name = rpc ? route : `${method} ${route}`;
  const client = trace.span({
    parent,
    service: from,
    name,
    kind: 3,
    start,
    duration,
    attributes: { ...http(method, route, code), "server.address": to },
    status: isError ? 2 : 0,
  });
  return trace.span({
    parent: client,
    service: to,
    name,
    kind: 2,
    start: start + 0.9,
    duration: duration - 1.7,
    attributes: http(method, route, code),
    status: isError ? 2 : 0,
  });
}
