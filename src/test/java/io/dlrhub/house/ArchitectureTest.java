package io.dlrhub.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/** Which room may not know which: the last column of docs/architecture.md. */
@AnalyzeClasses(locations = ArchitectureTest.CompiledClasses.class)
class ArchitectureTest {

  private static final String CAMEL = "org.apache.camel..";
  private static final String[] SQL = {"java.sql..", "javax.sql..", "org.sqlite.."};
  private static final String PROVIDERS = "io.dlrhub.provider..";
  private static final String LEDGER = "io.dlrhub.ledger..";
  private static final String SQLITE = "io.dlrhub.ledger.sqlite";
  private static final String POSTGRES = "io.dlrhub.ledger.postgres";
  private static final String[] RULES = {
    "io.dlrhub.ledger.append..",
    "io.dlrhub.ledger.identity..",
    "io.dlrhub.ledger.reconciliation..",
    "io.dlrhub.ledger.replay..",
    "io.dlrhub.ledger.schedule..",
    "io.dlrhub.ledger.tracking.."
  };

  @ArchTest static final ArchRule theVocabularyKnowsNoCamel = never("io.dlrhub.report..", CAMEL);

  @ArchTest static final ArchRule theVocabularyKnowsNoDatabase = never("io.dlrhub.report..", SQL);

  @ArchTest
  static final ArchRule theVocabularyKnowsNoneOfTheOtherRooms =
      never(
          "io.dlrhub.report..",
          PROVIDERS,
          LEDGER,
          "io.dlrhub.intake..",
          "io.dlrhub.sink..",
          "io.dlrhub.management..",
          "io.dlrhub.simulator..");

  @ArchTest static final ArchRule providersDoNotKnowTheLedger = never(PROVIDERS, LEDGER);

  @ArchTest
  static final ArchRule ucloudDoesNotKnowTencent =
      never("io.dlrhub.provider.ucloud..", "io.dlrhub.provider.tencent..");

  @ArchTest
  static final ArchRule tencentDoesNotKnowUcloud =
      never("io.dlrhub.provider.tencent..", "io.dlrhub.provider.ucloud..");

  @ArchTest
  static final ArchRule whatProvidersShareKnowsNoneOfThem =
      never("io.dlrhub.provider", "io.dlrhub.provider.*..");

  @ArchTest
  static final ArchRule theWayOutKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("io.dlrhub.http..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.dlrhub..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage("io.dlrhub.http..")));

  /** What machines read would have other digits and letters in some languages. */
  @ArchTest
  static final ArchRule nothingDependsOnTheLanguageOfTheMachine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dlrhub.simulator..")
          .and()
          .haveSimpleNameNotEndingWith("Configurer") // Camel's generator made them
          .should()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase");

  @ArchTest static final ArchRule theLedgerKnowsNoProvider = never(LEDGER, PROVIDERS);

  @ArchTest static final ArchRule theLedgerItselfKnowsNoCamel = never("io.dlrhub.ledger", CAMEL);

  @ArchTest
  static final ArchRule theInterfaceOfTheLedgerKnowsNoEngine =
      never("io.dlrhub.ledger", SQLITE + "..", POSTGRES + "..", "io.dlrhub.ledger.camel..");

  /** A second engine uses them too. */
  @ArchTest
  static final ArchRule theRulesOfTheLedgerKnowNoEngineAndNoDatabase =
      noClasses()
          .that()
          .resideInAnyPackage(RULES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.dlrhub.ledger.camel..",
              SQLITE + "..",
              POSTGRES + "..",
              "java.sql..",
              "org.sqlite..",
              CAMEL);

  @ArchTest
  static final ArchRule theComponentOfTheLedgerKnowsNoEngine =
      never("io.dlrhub.ledger.camel..", SQLITE + "..", POSTGRES + "..");

  @ArchTest static final ArchRule theEngineKnowsNoCamel = never(SQLITE + "..", CAMEL);

  @ArchTest static final ArchRule theOtherEngineKnowsNoCamel = never(POSTGRES + "..", CAMEL);

  @ArchTest static final ArchRule enginesDoNotKnowEachOther = never(SQLITE + "..", POSTGRES + "..");

  @ArchTest static final ArchRule norTheOtherWayRound = never(POSTGRES + "..", SQLITE + "..");

  @ArchTest
  static final ArchRule noRoomOfTheOtherEngineHoldsTheWholeLedger =
      noClasses()
          .that()
          .resideInAPackage(POSTGRES + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(POSTGRES);

  @ArchTest
  static final ArchRule roomsOfTheOtherEngineHaveNoCycles =
      SlicesRuleDefinition.slices().matching(POSTGRES + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sqlStandsInTheEngineAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages(SQLITE + "..", POSTGRES + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL);

  /** It is put together in one place; its rooms are lent what they need. */
  @ArchTest
  static final ArchRule noRoomOfTheEngineHoldsTheWholeLedger =
      noClasses()
          .that()
          .resideInAPackage(SQLITE + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SQLITE);

  @ArchTest
  static final ArchRule roomsOfTheEngineHaveNoCycles =
      SlicesRuleDefinition.slices().matching(SQLITE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsOfTheLedgerHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.dlrhub.ledger.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule theFileKnowsNoOtherRoom = onlyKnows("file");

  @ArchTest static final ArchRule theWriterKnowsTheFile = onlyKnows("writer", "file");

  @ArchTest static final ArchRule theLogKnowsTheFile = onlyKnows("log", "file");

  @ArchTest static final ArchRule changesKnowFileAndWriter = onlyKnows("audit", "file", "writer");

  @ArchTest static final ArchRule theQuarantineKnowsTheFile = onlyKnows("quarantine", "file");

  @ArchTest
  static final ArchRule identitiesKnowFileAndWriter = onlyKnows("identity", "file", "writer");

  @ArchTest
  static final ArchRule sinksKnowFileWriterAndLog = onlyKnows("sinks", "file", "writer", "log");

  @ArchTest
  static final ArchRule figuresKnowNothingThatCounts =
      onlyKnows("figures", "file", "writer", "log", "identity");

  @ArchTest
  static final ArchRule trackingKnowsNoSinkAndNoSearch =
      onlyKnows("tracking", "file", "writer", "log", "identity", "figures");

  @ArchTest
  static final ArchRule searchKnowsNoSinkAndNoTracking =
      onlyKnows("search", "file", "writer", "log", "identity", "quarantine", "figures");

  @ArchTest
  static final ArchRule reconciliationKnowsNoSinkAndNoSearch =
      onlyKnows("reconciliation", "file", "log", "identity", "tracking", "figures");

  @ArchTest
  static final ArchRule theComponentOfTheLedgerHoldsNoSql = never("io.dlrhub.ledger.camel..", SQL);

  @ArchTest static final ArchRule sinksKnowNoProvider = never("io.dlrhub.sink..", PROVIDERS);

  @ArchTest static final ArchRule sinksHoldNoSql = never("io.dlrhub.sink..", SQL);

  @ArchTest
  static final ArchRule theSimulatorDoesNotKnowTheLedger = never("io.dlrhub.simulator..", LEDGER);

  @ArchTest
  static final ArchRule nothingAnEmbedderNeedsLivesInTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.dlrhub", "io.dlrhub.config")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.dlrhub", "io.dlrhub.config")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.dlrhub.(*)..").should().beFreeOfCycles();

  /** Times come from a clock that a test can set; the command line may look at the wall. */
  @ArchTest
  static final ArchRule everyTimeComesFromAClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dlrhub")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  /** Of the engine's rooms. */
  private static ArchRule onlyKnows(String room, String... others) {
    String[] allowed =
        Stream.concat(Stream.of(room), Stream.of(others))
            .map(name -> SQLITE + "." + name + "..")
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(SQLITE + "." + room + "..")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideOutsideOfPackage(SQLITE + "..")
                .or(JavaClass.Predicates.resideInAnyPackage(allowed)));
  }

  private static ArchRule never(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }

  /** Where the build puts them; what the class path looks like to other tests does not matter. */
  static final class CompiledClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
      return Set.of(Location.of(Path.of("target/classes")));
    }
  }
}
