package dev.clew.demo.gateway;

import static dev.clew.demo.telemetry.ShopAttributes.DECISION;
import static dev.clew.demo.telemetry.ShopAttributes.LIMIT;
import static dev.clew.demo.telemetry.ShopAttributes.REMAINING;
import static dev.clew.demo.telemetry.ShopAttributes.TIER;
import static dev.clew.demo.telemetry.ShopAttributes.USER_ID;

import dev.clew.demo.http.Handler;
import dev.clew.demo.http.Reply;
import dev.clew.demo.http.Request;
import dev.clew.demo.telemetry.SpanErrors;
import dev.clew.demo.telemetry.Telemetry;

/// Lets a request in when its token is good and its customer has not asked too often.
final class Doorkeeper {
  private final Telemetry telemetry;
  private final Tokens tokens;
  private final RateLimiter limiter;

  Doorkeeper(Telemetry telemetry, Tokens tokens, RateLimiter limiter) {
    this.telemetry = telemetry;
    this.tokens = tokens;
    this.limiter = limiter;
  }

  /// What the gateway does for a customer who was let in.
  interface Service {
    Reply serve(String customer, Request request) throws Exception;
  }

  Handler guard(Service service) {
    return request ->
        switch (authenticate(request)) {
          case Tokens.Check.Invalid(var reason) ->
              Reply.error(401, reason).withHeader("WWW-Authenticate", "Bearer");
          case Tokens.Check.Valid(var identity) ->
              isWithinLimit(identity)
                  ? service.serve(identity.customer(), request)
                  : Reply.error(429, "too many requests").withHeader("Retry-After", "6");
        };
  }

  private Tokens.Check authenticate(Request request) throws Exception {
    return telemetry.inSpan(
        "authenticate",
        span -> {
          Tokens.Check check = tokens.check(request.authorization());
          switch (check) {
            case Tokens.Check.Valid(var identity) ->
                span.setAttribute(USER_ID, identity.customer());
            case Tokens.Check.Invalid(var reason) -> SpanErrors.mark(span, reason, "refused");
          }
          return check;
        });
  }

  private boolean isWithinLimit(Identity identity) throws Exception {
    return telemetry.inSpan(
        "check rate limit",
        span -> {
          RateLimiter.Decision decision = limiter.decide(identity);
          span.setAttribute(TIER, identity.tier().label())
              .setAttribute(LIMIT, identity.tier().perMinute())
              .setAttribute(REMAINING, decision.remaining())
              .setAttribute(DECISION, decision.isAllowed() ? "allowed" : "refused");
          return decision.isAllowed();
        });
  }
}
