import { Controller, Delete, Get, Inject, Post, Put, Req, Res } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import type { ResourceKind } from '@tandem/contracts';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Face } from '../faces/face.ts';
import {
  DescribeDelete,
  DescribeHistory,
  DescribePropagation,
  DescribeRead,
  DescribeUpdate,
} from '../openapi/operations.ts';
import type { ReceiptSource } from './await-units.ts';
import type { Served } from './collection.ts';
import { sendDeleted, sendHistory, sendPropagation, sendRead, sendUpdated } from './one.ts';
import { PROVISIONING, RECEIPTS } from './tokens.ts';

/** Serves one resource of a kind. POST and PUT are the same partial update. */
export const resourceController = <K extends ResourceKind>(face: Face<K>): Type<object> => {
  @Controller(`2012-04-24/Accounts/:AccountSid/${face.collection}/:${face.sidParameter}`)
  class ResourceController {
    readonly #served: Served<K>;

    constructor(
      @Inject(PROVISIONING) { resources }: Provisioning,
      @Inject(RECEIPTS) receipts: ReceiptSource,
    ) {
      this.#served = { face, resources: resources[face.kind], receipts };
    }

    @Get()
    @DescribeRead(face)
    read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendRead(this.#served, request, reply);
    }

    @Post()
    @DescribeUpdate(face, 'Post')
    post(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendUpdated(this.#served, request, reply);
    }

    @Put()
    @DescribeUpdate(face, 'Put')
    put(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendUpdated(this.#served, request, reply);
    }

    @Delete()
    @DescribeDelete(face)
    delete(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendDeleted(this.#served, request, reply);
    }

    @Get('Events')
    @DescribeHistory(face)
    history(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendHistory(this.#served, request, reply);
    }

    @Get('Propagation')
    @DescribePropagation(face)
    propagation(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendPropagation(this.#served, request, reply);
    }
  }
  return ResourceController;
};
