package io.dlrhub.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** Which room may not know which: the house plan's "never" column. */
@AnalyzeClasses(locations = ArchitectureTest.CompiledClasses.class)
class ArchitectureTest {

  private static final String CAMEL = "org.apache.camel..";
  private static final String[] SQL = {"java.sql..", "javax.sql..", "org.sqlite.."};
  private static final String PROVIDERS = "io.dlrhub.provider..";
  private static final String LEDGER = "io.dlrhub.ledger..";

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

  @ArchTest static final ArchRule theLedgerKnowsNoProvider = never(LEDGER, PROVIDERS);

  @ArchTest static final ArchRule theLedgerItselfKnowsNoCamel = never("io.dlrhub.ledger", CAMEL);

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
