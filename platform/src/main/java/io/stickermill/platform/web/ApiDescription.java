package io.stickermill.platform.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What springdoc can't read off the handlers: names as they are on the wire, what is always there, the key, the shape of
 * errors, and which of them anything may answer.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String OPERATOR = "operator_key";
    private static final String CUSTOMER = "customer_key";
    private static final String PROBLEM = "application/problem+json";

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        OpenAPI api = new OpenAPI()
                .info(new Info()
                        .title("Stickermill " + service)
                        .version("1")
                        .description("Errors are problem details (RFC 9457); their detail says what to do."
                                + " What is not known of a thing is absent."));
        api.schemaRequirement(OPERATOR, key("The operator's key, which opens everything"));
        api.schemaRequirement(CUSTOMER, key("The customers' key, which opens only what names it"));
        return api.addSecurityItem(new SecurityRequirement().addList(OPERATOR));
    }

    private static SecurityScheme key(String whose) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(ApiKeyFilter.HEADER)
                .description(whose);
    }

    private static Schema<?> problem() {
        Schema<?> problem = of("object");
        problem.addProperty("type", of("string"));
        problem.addProperty("title", of("string"));
        problem.addProperty("status", of("integer"));
        problem.addProperty("detail", of("string").description("What to do about it"));
        problem.addProperty("instance", of("string"));
        problem.addProperty(
                Problems.FIELD, of("string").description("The field or parameter that is wrong, if one is"));
        problem.setRequired(List.of("title", "status", "detail"));
        return problem;
    }

    private static Schema<?> of(String type) {
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }

    /** As the services' own mapper writes names; springdoc has one of its own. */
    @Bean
    ModelResolver snakeCase(ObjectMapperProvider mappers) {
        ObjectMapper names = mappers.jsonMapper().copy();
        names.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(names).openapi31(mappers.isOpenapi31());
    }

    @Bean
    RequiredComponents requiredComponents() {
        return new RequiredComponents();
    }

    @Bean
    OpenApiCustomizer whatAnythingMayAnswer() {
        return api -> {
            // Here and not in the bean above: springdoc drops there what no handler returns.
            api.schema("Problem", problem());
            api.getComponents().getSchemas().remove(SseEmitter.class.getSimpleName());
            api.getServers().forEach(server -> server.setDescription(null));
            api.getPaths()
                    .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                        // Else named after our classes.
                        operation.setTags(List.of(path.split("/", -1)[2]));
                        keys(operation, CustomerPaths.name(method.name(), path));
                        answers(operation);
                    }));
        };
    }

    private static void keys(Operation operation, boolean opensToCustomers) {
        operation.addSecurityItem(new SecurityRequirement().addList(OPERATOR));
        if (opensToCustomers) {
            operation.addSecurityItem(new SecurityRequirement().addList(CUSTOMER));
        } else {
            may(operation.getResponses(), HttpStatus.FORBIDDEN, "The key is the customers', which does not open this");
        }
    }

    private static void answers(Operation operation) {
        ApiResponses answers = operation.getResponses();
        boolean takesSomething = operation.getRequestBody() != null || operation.getParameters() != null;
        if (takesSomething) {
            may(answers, HttpStatus.BAD_REQUEST, "Something is missing or can't be read; the detail says what");
        }
        may(answers, HttpStatus.UNAUTHORIZED, "The key is missing or wrong");
        ApiResponse away =
                may(answers, HttpStatus.SERVICE_UNAVAILABLE, "The same request again after Retry-After seconds");
        away.setHeaders(Map.of(
                HttpHeaders.RETRY_AFTER, new Header().description("Seconds").schema(of("integer"))));
        answers.forEach((status, answer) -> {
            if ((status.startsWith("4") || status.startsWith("5")) && !describesItsProblem(answer)) {
                answer.setContent(content(new Schema<>().$ref("#/components/schemas/Problem")));
            }
        });
    }

    private static ApiResponse may(ApiResponses answers, HttpStatus status, String when) {
        return answers.computeIfAbsent(Integer.toString(status.value()), _ -> new ApiResponse().description(when));
    }

    private static boolean describesItsProblem(ApiResponse answer) {
        return answer.getContent() != null && answer.getContent().containsKey(PROBLEM);
    }

    private static Content content(Schema<?> schema) {
        return new Content().addMediaType(PROBLEM, new MediaType().schema(schema));
    }
}
