package dev.clew.serve.metrics;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// `/metrics`, as text or OpenMetrics, whichever the scraper asks for; with `?name[]=…` only those
/// of the names that are given.
public final class MetricsPage {
  private final Metrics metrics;
  private final Executor threads;
  private final ExpositionFormats formats = ExpositionFormats.init();

  public MetricsPage(Metrics metrics, Executor threads) {
    this.metrics = metrics;
    this.threads = threads;
  }

  public void mount(ServerBuilder server) {
    mount(server, "/metrics");
  }

  public void mount(ServerBuilder server, String path) {
    server.service(path, this::scrape);
  }

  private HttpResponse scrape(ServiceRequestContext context, HttpRequest request) {
    String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
    List<String> names = context.queryParams().getAll("name[]");
    return HttpResponse.of(CompletableFuture.supplyAsync(() -> page(accept, names), threads));
  }

  private HttpResponse page(String accept, List<String> names) {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, metrics.scrape(names));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return HttpResponse.of(
        ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, writer.getContentType()),
        HttpData.wrap(out.toByteArray()));
  }
}
