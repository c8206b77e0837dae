package io.stickermill.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.gateway.body.BytesInFlight.Room;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

class BytesInFlightTest {

    private static final DataSize LARGEST = DataSize.ofBytes(60);

    private final BytesInFlight bytes = new BytesInFlight(DataSize.ofBytes(100));

    @Test
    void whatDoesNotFitIsAskedToComeAgainAndFitsWhenTheOthersAreDone() {
        Room first = bytes.take(60, LARGEST);
        assertThatThrownBy(() -> bytes.take(41, LARGEST)).isInstanceOfSatisfying(ErrorResponseException.class, busy -> {
            assertThat(busy.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(busy.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        });
        Room second = bytes.take(40, LARGEST);

        first.close();
        second.close();
        bytes.take(60, LARGEST);
        bytes.take(40, LARGEST);
    }

    @Test
    void aBodyOfUnknownLengthCountsAsTheLargest() {
        bytes.take(-1, LARGEST);

        assertThatThrownBy(() -> bytes.take(41, LARGEST)).isInstanceOf(ErrorResponseException.class);
        bytes.take(40, LARGEST);
    }
}
