package dev.clew.analyze.red;

import static dev.clew.analyze.AnalysesHouse.HOUR;
import static dev.clew.analyze.AnalysesHouse.hours;
import static dev.clew.analyze.Sketch.span;
import static dev.clew.model.SpanKind.CLIENT;
import static dev.clew.model.SpanKind.SERVER;
import static dev.clew.model.TenantId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.analyze.Analyses;
import dev.clew.analyze.AnalysesHouse;
import dev.clew.analyze.ServiceVersions;
import dev.clew.analyze.ServiceVersions.Version;
import dev.clew.analyze.ServicesOverview.Basis;
import dev.clew.query.QueryException;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private static final long MINUTE = 60_000;

  /// Version 1 from the first minute on, version 2 from the second hour on.
  private static final Analyses SHOP =
      AnalysesHouse.of(
          span(1, "cart", "GET /").of(SERVER).at(MINUTE, MINUTE + 8).version("1"),
          span(2, "cart", "GET /").of(SERVER).at(70 * MINUTE, 70 * MINUTE + 8).version("1"),
          span(3, "cart", "GET /").of(SERVER).at(80 * MINUTE, 80 * MINUTE + 30).version("2"),
          span(4, "cart", "GET /")
              .of(SERVER)
              .at(90 * MINUTE, 90 * MINUTE + 30)
              .version("2")
              .failed("no"),
          span(5, "cart", "SELECT").of(CLIENT).at(75 * MINUTE, 75 * MINUTE + 1).version("3"),
          span(6, "a \"b\" \\ c\n", "tick").at(0, 1));

  private static ServiceVersions ofCart(int hour) throws QueryException {
    return SHOP.versions(DEFAULT, "cart", hours(hour));
  }

  @Test
  void versions_areToldBesideEachOther_theLastFirst() throws QueryException {
    ServiceVersions versions = ofCart(1);

    assertThat(versions.basis()).isEqualTo(Basis.REQUESTS);
    assertThat(versions.versions()).extracting(Version::name).containsExactly("2", "1");
    Version two = versions.versions().getFirst();
    assertThat(two.red().count()).isEqualTo(2);
    assertThat(two.red().errors()).isEqualTo(1);
    assertThat(two.red().rate()).isCloseTo(2 / (61 * 60.0), within(1e-9));
    assertThat((double) two.red().p95Nanos()).isBetween(16e6, 40e6);
    assertThat(two.sparkline()).hasSize(61);
    assertThat(two.sparkline().get(20)).isOne();
    assertThat(versions.coverage().complete()).isTrue();
  }

  @Test
  void version_thatTheRangeBeforeDoesNotHave_isNew() throws QueryException {
    ServiceVersions versions = ofCart(1);

    assertThat(versions.versions()).extracting(Version::isNew).containsExactly(true, false);
    assertThat(versions.versions().getFirst().firstSeenNanos())
        .isEqualTo(versions.range().startNanos() + 20 * MINUTE * 1_000_000);
  }

  @Test
  void firstVersionOfAService_isNotNew() throws QueryException {
    assertThat(ofCart(0).versions()).extracting(Version::isNew).containsExactly(false);
  }

  @Test
  void serviceWithoutRequests_isJudgedByItsSpans_whateverItsName() throws QueryException {
    ServiceVersions versions = SHOP.versions(DEFAULT, "a \"b\" \\ c\n", HOUR);

    assertThat(versions.basis()).isEqualTo(Basis.SPANS);
    assertThat(versions.versions()).extracting(Version::name).containsExactly("");
    assertThat(versions.versions().getFirst().red().count()).isEqualTo(1);
  }

  @Test
  void serviceThatSentNothing_hasNoVersions() throws QueryException {
    assertThat(SHOP.versions(DEFAULT, "nobody", HOUR).versions()).isEmpty();
  }
}
