package io.stickermill.platform.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What springdoc can't read off the handlers: the key, the shape of errors, and that anything may answer 401. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String KEY = "api_key";
    private static final String PROBLEM = "application/problem+json";

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        OpenAPI api = new OpenAPI()
                .info(new Info()
                        .title("Stickermill " + service)
                        .version("1")
                        .description("Errors are problem details (RFC 9457); their detail says what to do."));
        api.schema(
                "Problem",
                new ObjectSchema()
                        .addProperty("type", new StringSchema())
                        .addProperty("title", new StringSchema())
                        .addProperty("status", new Schema<Integer>().type("integer"))
                        .addProperty("detail", new StringSchema())
                        .addProperty("instance", new StringSchema()));
        api.schemaRequirement(
                KEY,
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(ApiKeyFilter.HEADER));
        return api.addSecurityItem(new SecurityRequirement().addList(KEY));
    }

    @Bean
    OpenApiCustomizer problemsEverywhere() {
        Content problem = new Content()
                .addMediaType(PROBLEM, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        return api -> api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> {
                    operation
                            .getResponses()
                            .addApiResponse("401", new ApiResponse().description("The API key is missing or wrong"));
                    operation.getResponses().forEach((status, response) -> {
                        if (status.startsWith("4") || status.startsWith("5")) {
                            response.setContent(problem);
                        }
                    });
                });
    }
}
