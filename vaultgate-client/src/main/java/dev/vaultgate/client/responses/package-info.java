/**
 * OpenAI's Responses API, on both sides. Towards providers it is a wire: chat requests go out as
 * {@code POST /responses}, items and events come back as answers of a chat. Towards callers it is a
 * face: requests of the API come in as chat requests, and answers of any provider leave as response
 * objects and events.
 */
@NullMarked
package dev.vaultgate.client.responses;

import org.jspecify.annotations.NullMarked;
