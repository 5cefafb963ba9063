package dev.vaultgate.router.usage;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;

/**
 * One call, for bills, charts and support. Holds no prompt and no answer.
 *
 * @param requestId unique
 * @param startedAt when it was admitted
 * @param keyId whose key
 * @param account whose credit
 * @param model the public model, or what the caller asked for if there is none
 * @param provider who answered, empty when nobody did
 * @param upstreamModel the provider's name for the model
 * @param attempts every attempt with its outcome, such as {@code openai:429,azure:200}
 * @param stream whether the answer was asked for piece by piece
 * @param status the HTTP status of the answer
 * @param errorCode the error's code, empty for none
 * @param cost what was charged
 * @param millis from admission to the end
 */
public record UsageRecord(
    String requestId,
    Instant startedAt,
    String keyId,
    String account,
    String model,
    String provider,
    String upstreamModel,
    String attempts,
    boolean stream,
    Outcome outcome,
    int status,
    String errorCode,
    Usage usage,
    UsageSource source,
    Money cost,
    long millis) {}
