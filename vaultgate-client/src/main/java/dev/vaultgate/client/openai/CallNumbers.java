package dev.vaultgate.client.openai;

import dev.vaultgate.api.ChatEvent.ToolCallDelta;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the tool calls of a stream as OpenAI does: from 0 in each choice, each call with a number
 * of its own. Some servers give all parallel calls the number 0, others begin at 1; a new id is a
 * new call. For one stream and one thread.
 */
final class CallNumbers {

  private record Place(int choice, int index) {}

  private record Call(@Nullable String id, int number) {}

  private final Map<Place, Call> open = new HashMap<>(4);
  private final Map<Integer, Integer> counts = new HashMap<>(2);
  private boolean usual = true;

  /** Whether the provider's numbers have been the right ones so far. */
  boolean areUsual() {
    return usual;
  }

  /** A piece of a call under the call's right number. */
  ToolCallDelta numbered(ToolCallDelta piece) {
    Place place = new Place(piece.choice(), piece.index());
    Call call = open.get(place);
    String id = piece.id();
    boolean named = id != null && !id.isEmpty();
    if (call == null || named && call.id() != null && !call.id().equals(id)) {
      call = new Call(named ? id : null, counts.merge(piece.choice(), 1, Integer::sum) - 1);
      open.put(place, call);
      usual &= call.number() == piece.index();
    }
    return call.number() == piece.index()
        ? piece
        : new ToolCallDelta(
            piece.choice(),
            call.number(),
            piece.id(),
            piece.type(),
            piece.name(),
            piece.arguments(),
            piece.extra());
  }
}
