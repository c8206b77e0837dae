/**
 * What people's credits are spent on. Promise: an order that costs is reserved before it is known to anybody else, is settled once when
 * its sticker has come, and given back otherwise; nobody's balance is below zero. Without a file of prices nothing of it is used.
 */
@NullMarked
package io.stickermill.gateway.credit;

import org.jspecify.annotations.NullMarked;
