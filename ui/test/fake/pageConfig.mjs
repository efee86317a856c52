/** Links as somebody may have configured them for Jaeger, two of which lead nowhere that is safe. */

export const PAGE_CONFIG = {
  menu: [
    { label: "Wiki", url: "https://wiki.example/" },
    {
      label: "Runbooks",
      items: [
        { label: "Payment", url: "https://runs.example/pay" },
        { label: "Bad", url: "javascript:window.__x=1" },
      ],
    },
  ],
  linkPatterns: [
    {
      type: "tags",
      key: "peer.service",
      url: "https://calls.example/#{peer.service}?url=#{url.full}&trace=#{trace.traceID}",
      text: "Calls of #{peer.service}",
    },
    { type: "process", key: "k8s.pod.name", url: "https://pods.example/#{k8s.pod.name}", text: "Its pod" },
    {
      type: "logs",
      key: "http.request.body.size",
      url: "https://sizes.example/#{http.request.body.size}?of=#{service.name}",
      text: "Sizes",
    },
    { type: "process", key: "service.version", url: "javascript:#{service.version}", text: "Bad" },
  ],
};
