package dev.vaultgate.router.usage;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call, for bills, charts and support; a row, with its columns. Holds no prompt and no answer.
 *
 * @param requestId the call's name in headers and logs
 * @param startedAt when it was admitted
 * @param keyId whose key
 * @param accountId whose credit, by its id; 0 where it is not known any more
 * @param account whose credit
 * @param projectId the project that the key belongs to, by its id; empty for none
 * @param type what the model is asked for
 * @param model the public model
 * @param provider who answered, empty when nobody did
 * @param upstreamModel the provider's name for the model
 * @param attempts every attempt with its outcome, such as {@code openai:429,azure:200}
 * @param stream whether the answer was asked for piece by piece
 * @param outcome how it ended
 * @param status the HTTP status of the answer; 0 when none was sent
 * @param errorCode the error's code, empty for none
 * @param usage tokens by class
 * @param images what images were made
 * @param source who counted the tokens
 * @param cost what the call cost by the prices below
 * @param rates the prices that were used, see {@link
 *     dev.vaultgate.router.credit.Cost#rates(dev.vaultgate.router.catalog.ModelPrice, Usage)};
 *     empty for none
 * @param millis from admission to the end
 * @param firstContentMillis from admission to the first content, or null when there was none
 * @param bytesIn of the prompt as text
 * @param bytesOut of the answer's content as text
 */
public record UsageRecord(
    String requestId,
    Instant startedAt,
    String keyId,
    long accountId,
    String account,
    String projectId,
    ModelType type,
    String model,
    String provider,
    String upstreamModel,
    String attempts,
    boolean stream,
    Outcome outcome,
    int status,
    String errorCode,
    Usage usage,
    ImagesMade images,
    UsageSource source,
    Money cost,
    String rates,
    long millis,
    @Nullable Long firstContentMillis,
    long bytesIn,
    long bytesOut) {}
