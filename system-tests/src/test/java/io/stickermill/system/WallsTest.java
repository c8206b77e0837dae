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
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;
import org.w3c.dom.NodeList;

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

    private static final List<String> PRODUCTION = List.of(
            "schemas",
            "platform",
            "contracts",
            "segmentation-model",
            "gateway-service",
            "generation-service",
            "delivery-service",
            "history-service",
            "backfill-service");

    private static final String[] TOOLS = {
        "io.stickermill.common..",
        "io.stickermill.emulator..",
        "io.stickermill.localstack..",
        "io.stickermill.operations..",
        "io.stickermill.console..",
        "io.stickermill.benchmarks..",
        "io.stickermill.microbenchmarks..",
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

    /** What a module's jar is packed with: a tool's jar may be there for its tests only. */
    @Test
    void noProductionModuleDependsOnATool() throws Exception {
        for (String module : PRODUCTION) {
            List<String> packed = packed(module);
            assertThat(packed).as(module).isSubsetOf(PRODUCTION);
        }
        assertThat(packed("generation-service")).contains("platform", "segmentation-model");
    }

    @Test
    void noProductionJarHoldsBenchmarksTrainingOrAnEmulator() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .or()
                .resideInAnyPackage(
                        "io.stickermill.schemas..", "io.stickermill.platform..", "io.stickermill.contracts..")
                .should()
                .resideInAnyPackage(
                        "..bench..",
                        "..benchmarks..",
                        "..microbenchmarks..",
                        "..chaos..",
                        "..training..",
                        "..emulator..")
                .orShould()
                .haveNameMatching(".*(Bench|Chaos|Training|Emulat)[A-Za-z]*")
                .check(OURS);
    }

    /** Ours among the dependencies of a module, but for those of its tests. */
    private static List<String> packed(String module) throws Exception {
        Path pom = Path.of(System.getProperty("stickermill.root"), module, "pom.xml");
        NodeList found = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "//dependency[groupId='io.stickermill'][not(scope='test')]/artifactId",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(pom.toFile()),
                        XPathConstants.NODESET);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    /**
     * emulator, local-stack, operations: each knows what is common only; benchmarks use all three; console uses operations;
     * command all.
     * What measures a service's plain classes runs on its own, too, and is nobody's library.
     */
    @Test
    void toolsDependOnEachOtherInOneDirection() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("common")
                .definedBy("io.stickermill.common..")
                .layer("emulator")
                .definedBy("io.stickermill.emulator..")
                .layer("local-stack")
                .definedBy("io.stickermill.localstack..")
                .layer("operations")
                .definedBy("io.stickermill.operations..")
                .layer("console")
                .definedBy("io.stickermill.console..")
                .layer("benchmarks")
                .definedBy("io.stickermill.benchmarks..")
                .layer("microbenchmarks")
                .definedBy("io.stickermill.microbenchmarks..")
                .layer("command")
                .definedBy("io.stickermill.command..")
                .whereLayer("common")
                .mayNotAccessAnyLayer()
                .whereLayer("emulator")
                .mayOnlyBeAccessedByLayers("benchmarks", "command")
                .whereLayer("local-stack")
                .mayOnlyBeAccessedByLayers("benchmarks", "command")
                .whereLayer("operations")
                .mayOnlyBeAccessedByLayers("benchmarks", "console", "command")
                .whereLayer("console")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("benchmarks")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("microbenchmarks")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("microbenchmarks")
                .mayNotAccessAnyLayer()
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas",
                "platform",
                "contracts",
                "gateway",
                "generation",
                "delivery",
                "history",
                "backfill",
                "common",
                "emulator",
                "localstack",
                "operations",
                "console",
                "benchmarks",
                "microbenchmarks",
                "command"
            })
    void featuresOfAModuleFormNoCycles(String module) {
        slices().matching("io.stickermill." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }
}
