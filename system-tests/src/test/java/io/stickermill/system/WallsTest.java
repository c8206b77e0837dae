package io.stickermill.system;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

/**
 * The walls of the house: schemas &lt;- platform &lt;- contracts &lt;- services, no service reaches into another, and the tools stand
 * outside.
 */
class WallsTest {

    private static final String[] SERVICES = {
        "io.stickermill.gateway..",
        "io.stickermill.generation..",
        "io.stickermill.delivery..",
        "io.stickermill.history..",
        "io.stickermill.backfill.."
    };

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.stickermill");

    private static final String[] TOOLS = {
        "io.stickermill.emulator..",
        "io.stickermill.localstack..",
        "io.stickermill.operations..",
        "io.stickermill.benchmarks..",
        "io.stickermill.command.."
    };

    @Test
    void schemasDependOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.stickermill.schemas..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.stickermill..").and(resideOutsideOfPackage("io.stickermill.schemas..")))
                .check(OURS);
    }

    @Test
    void platformKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.stickermill.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(OURS);
    }

    @Test
    void whatTwoServicesAgreeOnKnowsNeitherOfThemAndPlatformKnowsNothingOfIt() {
        noClasses()
                .that()
                .resideInAPackage("io.stickermill.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("io.stickermill.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.stickermill.contracts..")
                .check(OURS);
    }

    @Test
    void noServiceReachesIntoAnother() {
        slices().matching("io.stickermill.(gateway|generation|delivery|history|backfill)..")
                .should()
                .notDependOnEachOther()
                .check(OURS);
    }

    /** What is found by scanning is a configuration or a controller; everything else is made in its feature's configuration. */
    @Test
    void nothingIsWiredByAnAnnotationOfItsOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .should()
                .beAnnotatedWith(Component.class)
                .orShould()
                .beAnnotatedWith(Repository.class)
                .orShould()
                .beAnnotatedWith(Service.class)
                .check(OURS);
    }

    @Test
    void productionKnowsNoTool() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .or()
                .resideInAnyPackage(
                        "io.stickermill.schemas..", "io.stickermill.platform..", "io.stickermill.contracts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TOOLS)
                .check(OURS);
    }

    /** It can be wrong by days, and no two agree: a service asks the shared clock, and measures by ticks. */
    @Test
    void noServiceAsksItsMachinesClock() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .or()
                .resideInAPackage("io.stickermill.platform..")
                .should()
                .callMethodWhere(target(nameMatching("now|currentTimeMillis|systemUTC|systemDefaultZone|system"))
                        .and(target(owner(belongToAnyOf(
                                Instant.class,
                                LocalDate.class,
                                LocalDateTime.class,
                                OffsetDateTime.class,
                                ZonedDateTime.class,
                                Clock.class,
                                System.class)))))
                .check(OURS);
    }

    /** emulator, operations: on their own; local-stack runs parts by their jars; benchmarks use all three; command all. */
    @Test
    void toolsDependOnEachOtherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("emulator")
                .definedBy("io.stickermill.emulator..")
                .layer("local-stack")
                .definedBy("io.stickermill.localstack..")
                .layer("operations")
                .definedBy("io.stickermill.operations..")
                .layer("benchmarks")
                .definedBy("io.stickermill.benchmarks..")
                .layer("command")
                .definedBy("io.stickermill.command..")
                .whereLayer("emulator")
                .mayOnlyBeAccessedByLayers("benchmarks", "command")
                .whereLayer("local-stack")
                .mayOnlyBeAccessedByLayers("benchmarks", "command")
                .whereLayer("operations")
                .mayOnlyBeAccessedByLayers("benchmarks", "command")
                .whereLayer("benchmarks")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "platform",
                "contracts",
                "gateway",
                "generation",
                "delivery",
                "history",
                "backfill",
                "emulator",
                "localstack",
                "operations",
                "benchmarks"
            })
    void featuresOfAModuleFormNoCycles(String module) {
        slices().matching("io.stickermill." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }
}
