import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type INestApplication,
  Injectable,
  Module,
  Post,
  ValidationPipe,
} from '@nestjs/common';
import { Command, CommandBus, CommandHandler, CqrsModule } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { InMemoryEventStore } from '@redress/event-store';
import { IsInt } from 'class-validator';
import { type Response } from 'express';
import request from 'supertest';
import { RedressModule, redressOpenApi } from '../src';
import { ana, receipt } from './harness/cases';
import { Conformance } from './harness/conformance';
import { keys, secretOf } from './harness/keys';

class Order {
  @IsInt()
  pieces!: number;
}

class PlaceOrder extends Command<string> {
  constructor(readonly pieces: number) {
    super();
  }
}

@CommandHandler(PlaceOrder)
class PlaceOrderHandler {
  execute({ pieces }: PlaceOrder): Promise<string> {
    return Promise.resolve(`${pieces} ordered`);
  }
}

@Controller('orders')
class OrdersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  async place(@Body() order: Order): Promise<object> {
    return { said: await this.commands.execute(new PlaceOrder(order.pieces)) };
  }

  @Get()
  list(): never {
    throw new Error('out of stock');
  }
}

@Catch()
class TeapotFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 418;
    host.switchToHttp().getResponse<Response>().status(status).json({ from: 'the host' });
  }
}

@Injectable()
class Settings {
  readonly store = new InMemoryEventStore();
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

@Module({
  imports: [
    CqrsModule.forRoot(),
    RedressModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings],
      useFactory: ({ store }: Settings) => ({
        store,
        readModels: { file: ':memory:' },
        secret: Buffer.alloc(32, 7),
        keys,
      }),
    }),
  ],
  controllers: [OrdersController],
  providers: [PlaceOrderHandler],
})
class HostModule {}

describe.each([
  ['its own body parser', true],
  ['none', false],
])('a host application with a prefix, a pipe, a filter and %s', (_name, bodyParser) => {
  let host: INestApplication;
  let conformance: Conformance;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
    host = testing.createNestApplication({ bodyParser, logger: false });
    host.setGlobalPrefix('desk');
    host.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
    host.useGlobalFilters(new TeapotFilter());
    await host.init();
    conformance = new Conformance(redressOpenApi(host));
  });
  afterAll(() => host.close());

  const redress = async (method: 'get' | 'post', path: string, body?: object) => {
    const test = request(host.getHttpServer())
      [method](path)
      .set('Authorization', `Bearer ${secretOf('agent')}`);
    const { status, headers, text } = await (body === undefined ? test : test.send(body));
    // Express puts its name on every answer of the host.
    const { 'x-powered-by': _express, ...own } = headers as Record<string, string>;
    const answer = { status, headers: own, body: JSON.parse(text) };
    conformance.check({ ...answer, method, path });
    return answer;
  };

  it('serves Redress under the prefix, as its document says', async () => {
    const received = await redress('post', '/desk/v1/cases', receipt);
    expect([received.status, received.headers['location']]).toEqual([201, `/desk/v1/cases/${received.body.id}`]);
    const path = received.headers['location'] ?? '';
    const acknowledged = await redress('post', `${path}/acknowledgement`, { handler: ana });
    expect(acknowledged.body.status).toBe('acknowledged');
    expect((await redress('get', path)).body).toEqual(acknowledged.body);
  });

  it('answers what goes wrong with Redress by problems', async () => {
    expect((await redress('post', '/desk/v1/cases', { ...receipt, colour: 'red' })).body.errors).toEqual([
      { pointer: '/colour', code: 'unknown-field', message: expect.any(String) },
    ]);
    expect((await redress('get', '/desk/v1/cases/1')).body.code).toBe('not-found');
  });

  it('leaves the routes of the host as they are', async () => {
    const server = host.getHttpServer();
    expect((await request(server).get('/desk/orders')).body).toEqual({ from: 'the host' });
    expect(await request(server).get('/desk/nothing')).toMatchObject({ status: 404, body: { from: 'the host' } });
    expect(await request(server).post('/desk/orders').send({ pieces: 'two' })).toMatchObject({
      status: 400,
      body: { from: 'the host' },
    });
  });

  it('and its commands', async () => {
    const commands = host.get(CommandBus);
    expect(await commands.execute(new PlaceOrder(3))).toBe('3 ordered');
  });

  it('describes Redress alone', () => {
    const paths = Object.keys(redressOpenApi(host).paths);
    expect(paths.every((path) => path.startsWith('/desk/v1/'))).toBe(true);
  });
});
