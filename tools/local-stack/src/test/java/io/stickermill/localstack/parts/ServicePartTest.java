package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.common.Json;
import org.junit.jupiter.api.Test;

class ServicePartTest {

    @Test
    void whatAServicesHealthCallsLimitedIsToldInItsWords() throws Exception {
        var health = Json.MAPPER.readTree("""
                {"status": "UP", "components": {
                  "db": {"status": "UP"},
                  "segmentationModel": {"status": "LIMITED", "description": "no model: every photo becomes a card"}}}
                """);

        assertThat(ServicePart.limitsIn(health)).contains("no model: every photo becomes a card");
    }

    @Test
    void nothingIsToldWhereNothingIsLimited() throws Exception {
        assertThat(
                        ServicePart.limitsIn(
                                Json.MAPPER.readTree(
                                        "{\"status\": \"UP\", \"components\": {\"db\": {\"status\": \"UP\", \"description\": \"well\"}}}")))
                .isEmpty();
        assertThat(ServicePart.limitsIn(Json.MAPPER.readTree("{\"status\": 404}")))
                .isEmpty();
    }
}
