package dev.clew.serve;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.clew.model.broken.RuleBreaker;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of ARCHITECTURE over all rooms of the server; each is shown to bite.
class RulesTest {
  private static final JavaClasses ROOMS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("-tests.jar") && !place.contains("testkit"))
          .importPackages("dev.clew");
  private static final JavaClasses BROKEN =
      new ClassFileImporter().importPackagesOf(RuleBreaker.class);

  /// What is asked at the door of `query` is said in it.
  private static final String LANGUAGE = "dev.clew.query.traceql";

  private static void holdsAndBites(ArchRule rule) {
    rule.check(ROOMS);
    assertThat(rule.evaluate(BROKEN).hasViolation()).as("bites: %s", rule).isTrue();
  }

  private static ArchRule onlyKnows(String room, String... others) {
    return classes()
        .that()
        .resideInAPackage("dev.clew." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(others)
                .or(resideInAPackage("dev.clew." + room + ".."))
                .or(not(resideInAPackage("dev.clew.."))));
  }

  @Test
  void imports_goOneWay() {
    holdsAndBites(onlyKnows("model"));
    onlyKnows("wire", "dev.clew.model..").check(ROOMS);
    onlyKnows("collect", "dev.clew.wire..", "dev.clew.model..").check(ROOMS);
    onlyKnows("store", "dev.clew.wire..", "dev.clew.model..").check(ROOMS);
    onlyKnows("query", "dev.clew.store..", "dev.clew.wire..", "dev.clew.model..").check(ROOMS);
    onlyKnows(
            "analyze",
            "dev.clew.query..",
            "dev.clew.store..",
            "dev.clew.wire..",
            "dev.clew.model..")
        .check(ROOMS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"collect", "store", "query", "analyze"})
  void rooms_areEnteredByTheirDoor(String room) {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.clew." + room + "..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.clew." + room + ".*..").and(not(resideInAPackage(LANGUAGE))))
            .allowEmptyShould(true);

    rule.check(ROOMS);
    assertThat(rule.evaluate(BROKEN).hasViolation()).isEqualTo(room.equals("store"));
  }

  @Test
  void process_endsAndReadsItsEnvironmentInServeOnly() {
    holdsAndBites(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.clew.serve")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv"));
  }

  @Test
  void sockets_areInServeOnly() {
    holdsAndBites(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.clew.serve..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(.*Socket|http\\..*)|.*SocketChannel|com\\.linecorp\\..*|io\\.netty\\..*"));
  }

  @Test
  void time_isPassedIn() {
    holdsAndBites(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.clew.serve", "dev.clew.serve.log")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(InstantSource.class, "system"));
  }

  @Test
  void randomness_isPassedIn() {
    holdsAndBites(
        noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void names_saySomething() {
    holdsAndBites(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*Utils?")
            .orShould()
            .resideInAnyPackage("..util..", "..common..", "..helper.."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "query", "analyze", "serve"})
  void packages_formNoCircles(String room) {
    slices().matching("dev.clew." + room + ".(*)..").should().beFreeOfCycles().check(ROOMS);
  }
}
