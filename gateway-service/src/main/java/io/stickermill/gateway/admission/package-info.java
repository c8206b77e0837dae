/**
 * Who may ask for stickers now: the pause switch, the block list and the daily quota. Promise: a change by the operator
 * holds from the next request on, on every gateway; a request that was admitted once stays so, however often it comes.
 */
@NullMarked
package io.stickermill.gateway.admission;

import org.jspecify.annotations.NullMarked;
