import gateway.api.UsersApi;
import history.ApiException;
import history.api.JobsApi;
import history.api.StickersApi;
import history.model.JobView;
import history.model.StickerView;
import java.io.File;
import java.util.UUID;

/** As a stranger writes it, who has the descriptions of the services and nothing else of ours. */
public class MakeSticker {

    /** @param arguments addresses of the gateway and of history, the customers' key and the operator's, the chat, a photo */
    public static void main(String[] arguments) throws Exception {
        var gateway = new gateway.ApiClient();
        gateway.updateBaseUri(arguments[0]);
        gateway.setRequestInterceptor(request -> request.header("X-API-Key", arguments[2]));
        var history = new history.ApiClient();
        history.updateBaseUri(arguments[1]);
        history.setRequestInterceptor(request -> request.header("X-API-Key", arguments[2]));
        long chat = Long.parseLong(arguments[4]);

        var accepted = new gateway.api.StickersApi(gateway)
                .order("client-" + chat, new File(arguments[5]), chat, "comic", false, "Monday", "cut_out_anyway");
        StickerView sticker = made(new JobsApi(history), accepted.getJobId()).getSticker();
        System.out.println("made " + sticker.getStickerId() + " " + sticker.getShape() + " " + sticker.getStyle() + " "
                + sticker.getOutline() + " " + sticker.getText() + " " + sticker.getTelegramFileId());

        gateway.setRequestInterceptor(request -> request.header("X-API-Key", arguments[3]));
        var person = new UsersApi(gateway).user(chat);
        var operators = new history.ApiClient();
        operators.updateBaseUri(arguments[1]);
        operators.setRequestInterceptor(request -> request.header("X-API-Key", arguments[3]));
        var stickers = new history.api.UsersApi(operators).stickersOfUser(person.getId(), "all", 20, null);
        System.out.println("has " + stickers.getStickers().size());
        new StickersApi(history).delete(sticker.getStickerId());
        System.out.println("deleted at " + new StickersApi(history).sticker(sticker.getStickerId()).getDeletedAt());
    }

    /** History hears of a job a moment after the gateway has accepted it. */
    private static JobView made(JobsApi jobs, UUID id) throws Exception {
        for (int look = 0; look < 600; look++) {
            try {
                JobView job = jobs.job(id);
                if (job.getSticker() != null) {
                    return job;
                }
            } catch (ApiException e) {
                if (e.getCode() != 404) {
                    throw e;
                }
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("no sticker after two minutes");
    }
}
