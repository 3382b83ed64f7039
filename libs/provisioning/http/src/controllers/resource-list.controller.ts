import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import type { ResourceKind } from '@tandem/contracts';
import type { Provisioning } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Face } from '../faces/face.ts';
import { DescribeCreate, DescribeList } from '../openapi/operations.ts';
import type { ReceiptSource } from './await-units.ts';
import { sendCreated, sendList } from './collection.ts';
import type { Served } from './collection.ts';
import { PROVISIONING, RECEIPTS } from './tokens.ts';

/** Serves an account's resources of one kind. */
export const resourceListController = <K extends ResourceKind>(face: Face<K>): Type<object> => {
  @Controller(`2012-04-24/Accounts/:AccountSid/${face.collection}`)
  class ResourceListController {
    readonly #served: Served<K>;

    constructor(
      @Inject(PROVISIONING) { resources }: Provisioning,
      @Inject(RECEIPTS) receipts: ReceiptSource,
    ) {
      this.#served = { face, resources: resources[face.kind], receipts };
    }

    @Get()
    @DescribeList(face)
    list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendList(this.#served, request, reply);
    }

    @Post()
    @DescribeCreate(face)
    create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendCreated(this.#served, request, reply);
    }
  }
  return ResourceListController;
};
