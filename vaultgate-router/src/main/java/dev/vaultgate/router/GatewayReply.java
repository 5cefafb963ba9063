package dev.vaultgate.router;

import dev.vaultgate.router.credit.Money;

/**
 * A whole answer, settled.
 *
 * @param json the body to send
 * @param cost what the caller paid
 */
public record GatewayReply(byte[] json, AnswerFacts facts, Money cost) {}
