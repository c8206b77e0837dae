/**
 * What is made before somebody asks for it. Generation keeps it, the gateway offers it. Promise: both go by the same
 * setting, so that nothing is offered that is removed already.
 */
@NullMarked
package io.stickermill.contracts.readymade;

import org.jspecify.annotations.NullMarked;
