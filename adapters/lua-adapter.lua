-- A LIF neuron in Lua 5.4 (standard library only) behind the protocol of lifspec: one JSON object per line on stdin and stdout.
-- A value of JSON becomes a Lua expression: {"current":[[1,2]]} is {["current"]={{1,2}}}.

local function decode(line)
  local lua = line:gsub('"([^"]*)"%s*:', '["%1"]=')
  repeat
    local before = lua
    lua = lua:gsub('%[([^%[%]"]*)%]', '{%1}') -- arrays of arrays, from the inside
  until lua == before
  return load('return ' .. lua, 'request', 't', { ['true'] = true, ['false'] = false })()
end

local function encode(value) -- numbers, and arrays of them
  if type(value) == 'number' then return math.type(value) == 'integer' and tostring(value) or string.format('%.17g', value) end
  local parts = {}
  for index, one in ipairs(value) do parts[index] = encode(one) end
  return '[' .. table.concat(parts, ',') .. ']'
end

local function expm1(x) -- e^x - 1 without cancellation (Kahan)
  local e = math.exp(x)
  if e == 1 then return x end
  if e == 0 then return -1 end
  return (e - 1) * x / math.log(e)
end

local function log1p(x)
  local one = 1 + x
  return one == 1 and x or math.log(one) * x / (one - 1)
end

local function neuron(given)
  local dt, tau_rc, tau_ref = given.dtSeconds, given.tauRcSeconds, given.tauRefSeconds
  local floor = given.minVoltage or -math.huge -- null is nil
  local voltage, refractory, spikes, trace = given.initialVoltage, {}, {}, {}
  for n in ipairs(voltage) do
    refractory[n], spikes[n] = 0, {}
  end
  for step, currents in ipairs(given.current) do
    for n, current in ipairs(currents) do -- the textbook's step
      refractory[n] = refractory[n] - dt
      local active = math.min(math.max(dt - refractory[n], 0), dt)
      local v = voltage[n] - (current - voltage[n]) * expm1(-active / tau_rc)
      if v > 1 then
        refractory[n] = tau_ref + dt + tau_rc * log1p(-(v - 1) / (current - 1))
        table.insert(spikes[n], step - 1)
        v = 0
      end
      voltage[n] = math.max(v, floor)
    end
    trace[step] = table.move(voltage, 1, #voltage, 1, {})
  end
  return string.format('{"spikes":%s,"spikeHeight":%.17g,"voltage":%s}', encode(spikes), given.amplitude / dt, encode(trace))
end

local about = '"implementation":{"name":"textbook LIF in Lua","version":"1.0.0","language":"Lua"},'
  .. '"protocol":4,"capabilities":["neuron"],"precision":"float64"'

io.stdout:setvbuf('line')
for line in io.lines() do
  local request = decode(line)
  local answer = about
  if request.command == 'stop' then break end
  if request.command == 'run' then answer = '"output":' .. neuron(request.input) end
  print('{"id":' .. request.id .. ',' .. answer .. '}')
end
