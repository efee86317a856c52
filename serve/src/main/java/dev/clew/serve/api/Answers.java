package dev.clew.serve.api;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.query.Deadline;
import dev.clew.query.QueryException;
import dev.clew.serve.api.QueryMeter.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the handlers of one API, each on a virtual thread of its own, a bounded number at a time,
/// and turns whatever goes wrong into the API's own kind of error.
///
/// A client that goes away interrupts its handler.
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int MOST_AT_ONCE = 128;
  private static final long LONGEST_WAIT_MILLIS = 1000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// For how long a client may neither send nor take anything.
  private static final Duration LONGEST_STALL = LONGEST.multipliedBy(2);

  private static final Handler FOREIGN =
      (_, _) -> {
        throw new RequestException(
            HttpStatus.FORBIDDEN,
            "needs a request of this page or of no page, got Sec-Fetch-Site: cross-site");
      };

  private final ErrorShape errors;
  private final QueryMeter meter;
  private final InstantSource clock;
  private final BiConsumer<ServiceRequestContext, Reply> heading;
  private final Semaphore seats = new Semaphore(MOST_AT_ONCE);

  public Answers(ErrorShape errors, QueryMeter meter, InstantSource clock) {
    this(errors, meter, clock, (_, _) -> {});
  }

  /// @param heading writes the headers that all answers have
  public Answers(
      ErrorShape errors,
      QueryMeter meter,
      InstantSource clock,
      BiConsumer<ServiceRequestContext, Reply> heading) {
    this.errors = errors;
    this.meter = meter;
    this.clock = clock;
    this.heading = heading;
  }

  /// Answers with what the handler writes, under the name `api` on the meter.
  public HttpResponse answer(ServiceRequestContext request, String api, Handler handler) {
    Runnable onProgress = () -> request.setRequestTimeout(TimeoutMode.SET_FROM_NOW, LONGEST_STALL);
    onProgress.run();
    var response = HttpResponse.streaming();
    var reply = new Reply(response, onProgress);
    Thread thread = Thread.ofVirtual().name(api).unstarted(() -> run(request, reply, api, handler));
    var _ =
        response
            .whenComplete()
            .whenComplete((_, gone) -> {
              if (gone != null) {
                thread.interrupt();
              }
            });
    thread.start();
    return response;
  }

  /// A service that only shows something.
  public HttpService reading(String api, Handler handler) {
    return endpoint(api, handler, HttpMethod.GET, HttpMethod.HEAD);
  }

  /// A service that answers these methods with the handler and refuses all others.
  public HttpService endpoint(String api, Handler handler, HttpMethod... methods) {
    List<HttpMethod> allowed = List.of(methods);
    String allow = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    Handler refuse =
        (request, reply) -> {
          String message = "needs one of " + allow + ", got " + request.method();
          errors.write(reply, HttpStatus.METHOD_NOT_ALLOWED, message);
          reply.header(HttpHeaderNames.ALLOW, allow);
        };
    return (request, _) ->
        answer(
            request,
            api,
            !allowed.contains(request.method()) ? refuse : isForeign(request) ? FOREIGN : handler);
  }

  /// True where a page of another site has its reader's browser send what may change something.
  private static boolean isForeign(ServiceRequestContext request) {
    return request.method() != HttpMethod.GET
        && request.method() != HttpMethod.HEAD
        && "cross-site".equals(request.request().headers().get("sec-fetch-site"));
  }

  private void run(ServiceRequestContext request, Reply reply, String api, Handler handler) {
    Instant from = clock.instant();
    Outcome outcome = Outcome.FAILED;
    try {
      heading.accept(request, reply);
      Deadline.within(
          LONGEST,
          from,
          () -> {
            handle(request, reply, handler);
            return reply;
          });
      reply.finish();
      outcome = outcomeOf(reply.status());
    } catch (Throwable failure) { // even an Error must reach the client as an answer
      outcome = fail(request, reply, failure);
    } finally {
      meter.record(api, outcome, Duration.between(from, clock.instant()).toNanos());
    }
  }

  private void handle(ServiceRequestContext request, Reply reply, Handler handler)
      throws Exception {
    if (!seats.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new QueryException(
          QueryException.Kind.SATURATED,
          "at most " + MOST_AT_ONCE + " requests are answered at once; try again");
    }
    try {
      handler.answer(request, reply);
    } finally {
      seats.release();
    }
  }

  private Outcome fail(ServiceRequestContext request, Reply reply, Throwable failure) {
    Refusal refusal = Refusal.of(failure);
    if (refusal.outcome() == Outcome.FAILED) {
      LOG.error("Request {} could not be answered", TraceResponse.told(request), failure);
    }
    if (refusal.outcome() == Outcome.CANCELLED || reply.isCommitted()) {
      reply.breakOff();
      return refusal.outcome();
    }
    try {
      reply.reset();
      heading.accept(request, reply);
      reply.status(refusal.status());
      errors.write(reply, refusal.status(), refusal.message());
      if (refusal.retryAfterSeconds() > 0) {
        reply.header(HttpHeaderNames.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds()));
      }
      reply.finish();
    } catch (IOException | RuntimeException _) {
      reply.breakOff();
    }
    return refusal.outcome();
  }

  private static Outcome outcomeOf(HttpStatus status) {
    return status.isClientError() ? Outcome.REFUSED : Outcome.OK;
  }
}
