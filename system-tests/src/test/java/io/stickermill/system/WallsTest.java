package io.stickermill.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of the house: schemas &lt;- platform &lt;- services, and no service reaches into another. */
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

    @Test
    void schemasDependOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.stickermill.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.stickermill.platform..", "io.stickermill.localstack..")
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
    void noServiceReachesIntoAnother() {
        slices().matching("io.stickermill.(gateway|generation|delivery|history|backfill)..")
                .should()
                .notDependOnEachOther()
                .check(OURS);
    }

    @Test
    void theLocalStackIsNoPartOfProduction() {
        classes()
                .that()
                .resideInAPackage("io.stickermill.localstack..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.stickermill.localstack..")
                .check(OURS);
    }

    @Test
    void featuresOfAModuleFormNoCycles() {
        slices().matching("io.stickermill.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
        slices().matching("io.stickermill.delivery.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
        slices().matching("io.stickermill.generation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }
}
