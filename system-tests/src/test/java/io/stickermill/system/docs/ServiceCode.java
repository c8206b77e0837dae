package io.stickermill.system.docs;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stickermill.localstack.parts.Service;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** What the services' bytecode says about who has which settings, and who reads and writes which topics. */
final class ServiceCode {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.stickermill");

    private ServiceCode() {}

    /** The settings classes that a service enables, itself or through a configuration that it imports. */
    static Set<String> settingsClasses(Service service) {
        Deque<Class<?>> open = new ArrayDeque<>();
        classesOf(service).forEach(found -> open.add(found.reflect()));
        Set<Class<?>> seen = new HashSet<>();
        Set<String> settings = new TreeSet<>();
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            var imports = next.getAnnotation(Import.class);
            if (imports != null) {
                open.addAll(Arrays.asList(imports.value()));
            }
            var enabled = next.getAnnotation(EnableConfigurationProperties.class);
            if (enabled != null) {
                Stream.of(enabled.value()).map(Class::getName).forEach(settings::add);
            }
        }
        return settings;
    }

    /** A service's settings; those of a record within a record go with the outer one. */
    static List<Setting> settings(Service service) {
        Set<String> owners = settingsClasses(service).stream()
                .flatMap(ServiceCode::withRecordsWithin)
                .collect(Collectors.toSet());
        return Setting.ours().stream()
                .filter(setting -> owners.contains(setting.owner()))
                .toList();
    }

    /** The groups that consume a topic: a class that subscribes names both. */
    static Set<String> consumers(Topic<?> topic) {
        return accessing(topic)
                .flatMap(found -> groups(found).stream())
                .map(ConsumerGroup::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The services that publish to a topic: they name it, and its record or the publisher, where no group is named; or they use a
     * class of the platform that does.
     */
    static Set<String> producers(Topic<?> topic) {
        Stream<Service> themselves = accessing(topic)
                .filter(found -> publishes(found, topic))
                .flatMap(found -> Arrays.stream(Service.values())
                        .filter(service -> (found.getPackageName() + ".").startsWith(packageOf(service))));
        Set<JavaClass> shared = OURS.stream()
                .filter(found -> found.getPackageName().startsWith("io.stickermill.platform."))
                .filter(found -> names(found, topic) && publishes(found, topic))
                .collect(Collectors.toSet());
        Stream<Service> byThePlatform = Arrays.stream(Service.values())
                .filter(service -> classesOf(service)
                        .flatMap(found -> found.getDirectDependenciesFromSelf().stream())
                        .anyMatch(dependency -> shared.contains(dependency.getTargetClass())));
        return Stream.concat(themselves, byThePlatform)
                .map(Service::module)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean publishes(JavaClass found, Topic<?> topic) {
        return groups(found).isEmpty()
                && found.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass())
                        .anyMatch(target -> target.isEquivalentTo(EventPublisher.class)
                                || target.isEquivalentTo(topic.recordType()));
    }

    /** The service whose code runs a group. */
    static Set<String> runners(ConsumerGroup group) {
        return Arrays.stream(Service.values())
                .filter(service ->
                        classesOf(service).anyMatch(found -> groups(found).contains(group)))
                .map(Service::module)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> withRecordsWithin(String settings) {
        Stream<String> within = OURS.get(settings).getFields().stream()
                // A constant of the record's own type is no component of it.
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(field -> field.getRawType())
                .filter(type -> type.isRecord() && type.getPackageName().startsWith("io.stickermill"))
                .flatMap(type -> withRecordsWithin(type.getName()));
        return Stream.concat(Stream.of(settings), within);
    }

    private static Stream<JavaClass> accessing(Topic<?> topic) {
        return Arrays.stream(Service.values()).flatMap(ServiceCode::classesOf).filter(found -> names(found, topic));
    }

    private static boolean names(JavaClass found, Topic<?> topic) {
        return found.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(Topics.class))
                .anyMatch(access -> constant(Topics.class, access).equals(topic));
    }

    private static Set<ConsumerGroup> groups(JavaClass found) {
        return found.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(ConsumerGroup.class))
                .map(access -> constant(ConsumerGroup.class, access))
                .filter(ConsumerGroup.class::isInstance)
                .map(ConsumerGroup.class::cast)
                .collect(Collectors.toSet());
    }

    private static Object constant(Class<?> owner, JavaFieldAccess access) {
        try {
            return owner.getField(access.getTarget().getName()).get(null);
        } catch (ReflectiveOperationException e) {
            return access;
        }
    }

    private static Stream<JavaClass> classesOf(Service service) {
        return OURS.stream().filter(found -> (found.getPackageName() + ".").startsWith(packageOf(service)));
    }

    private static String packageOf(Service service) {
        return "io.stickermill." + service.serviceName() + ".";
    }
}
